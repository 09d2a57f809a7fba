namespace DeepSlice.Networks;

/// <summary>What <c>models/models.json</c> says of a model that comes with the program.</summary>
/// <param name="Name">Its name, without folder and extension.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Scores">How good it is.</param>
/// <param name="Licence">Licence of the weights.</param>
/// <param name="Attribution">What it was trained on, as its licence demands it.</param>
internal sealed record ShippedModelDescription(string Name, string Use, string Scores, string Licence, string Attribution);
