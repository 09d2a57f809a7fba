using DeepSlice.Scores;
using DeepSlice.Training;

namespace DeepSlice.Reports;

/// <summary>The report on a training run.</summary>
internal static class TrainingReport
{
    /// <summary>Writes the report as one self-contained HTML page.</summary>
    /// <param name="content">Content of the page.</param>
    /// <returns>The page.</returns>
    public static string Render(TrainingReportContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        Html[] annotation = content.Annotation.Count > 0 ? [AnnotationSection(content.Annotation)] : [];
        return ReportPage.Render(content.Head, content.Subtitle, [.. Sections(content), .. annotation]);
    }

    private static IEnumerable<Html> Sections(TrainingReportContent content)
    {
        ScoreTable? validation = content.Validation;
        ScoreParts? scores = validation is null ? null : new ScoreParts(content.Head, validation, content.ValidationSlices);
        yield return ReportParts.Tiles([.. scores?.Facts() ?? [], .. content.Facts]);
        if (validation is not null && scores is not null)
        {
            yield return ReportParts.Section(
                "Regions",
                $"Measured on {Counted.Of(validation.Slices.Count, "held-out slice")} (not used in training).",
                scores.RegionTable());
        }

        if (content.Charts.Count > 0)
        {
            yield return ReportParts.Section(
                "Training curves",
                "An epoch is one pass over all training slices.",
                Html.Of($"""<div class="charts">{content.Charts.Select(LineChart.Render)}</div>"""));
        }

        if (content.AugmentationSheet is not null)
        {
            yield return ReportParts.Section(
                "Augmented training slices",
                "Training slices are randomly rotated, mirrored, deformed and relit, image and labels together. In every pair, the colours on the right must lie on the same tissue as in the image on the left.",
                Html.Of($"""<div class="card">{ReportParts.Figure("augmented", content.AugmentationSheet, "Augmented images, each with its labels on the right", "Pairs of augmented images and their labels, as training used them")}</div>"""));
        }

        if (content.Plan.Count > 0)
        {
            yield return ReportParts.Section("Plan", "Decisions made from the data, and their reasons.", PlanTable(content.Plan));
        }

        if (scores is { HasPictures: true })
        {
            yield return ReportParts.Section(
                "Slices, worst first",
                "Held-out slices (not used in training).",
                scores.Slices(new SliceRenderer()));
        }
    }

    private static Html AnnotationSection(IReadOnlyList<AnnotatedRegion> regions) => ReportParts.Section(
        "Annotation",
        "In how many slices each region is drawn. A network learns a region from many; one that is drawn nowhere is never found.",
        AnnotationTable(regions));

    private static Html AnnotationTable(IReadOnlyList<AnnotatedRegion> regions) => ReportParts.Scroll("Annotation", Html.Of(
        $"""
        <table><thead><tr><th scope="col">Region</th><th scope="col">annotated in</th><th scope="col">training slices</th><th scope="col">held-out slices</th></tr></thead>
        <tbody>{regions.Select(row => Html.Of($"<tr><th scope=\"row\">{row.Region.Name}</th><td>{Counted.Of(row.Training + row.HeldOut, "slice")}</td><td>{row.Training}</td><td>{row.HeldOut}</td></tr>"))}</tbody></table>
        """));

    private static Html PlanTable(IReadOnlyList<PlanDecision> plan) => ReportParts.Scroll("Plan", Html.Of(
        $"""
        <table><thead><tr><th scope="col">Decision</th><th scope="col" class="text">Choice</th><th scope="col" class="text">Reason</th></tr></thead>
        <tbody>{plan.Select(decision => Html.Of($"<tr><th scope=\"row\">{decision.Name}</th><td class=\"text\">{decision.Choice}</td><td class=\"text\">{decision.Reason}</td></tr>"))}</tbody></table>
        """));
}
