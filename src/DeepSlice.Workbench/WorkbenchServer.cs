using DeepSlice.Workbench.Api;
using DeepSlice.Workbench.Projects;
using DeepSlice.Workbench.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DeepSlice.Workbench;

/// <summary>Serves a project to the browser.</summary>
internal sealed class WorkbenchServer : IAsyncDisposable
{
    /// <summary>Bytes of a request's body: a stroke over a large map, and no more. Uploads have a limit of their own.</summary>
    private const long MostBytes = 128L << 20;

    private readonly WebApplication _application;

    private WorkbenchServer(WebApplication application, WorkbenchState state, Uri address)
    {
        _application = application;
        State = state;
        Address = address;
    }

    /// <summary>The address to open, with the token.</summary>
    public Uri Address { get; }

    /// <summary>The project and what serves it.</summary>
    public WorkbenchState State { get; }

    /// <summary>Opens the project and starts to serve it.</summary>
    /// <exception cref="IOException">The project cannot be opened, or the port is taken.</exception>
    /// <exception cref="InvalidDataException">The project is damaged.</exception>
    public static async Task<WorkbenchServer> Start(WorkbenchOptions options, CancellationToken cancellationToken)
    {
        ServerAddress.RequireSafe(options);
        var state = new WorkbenchState(Project.Open(options.Project, TimeProvider.System), options);
        try
        {
            SessionSecrets secrets = SessionFile.Prepare(state.Project.Folder.Cache, options.Listen, options.Port);
            int port = secrets.Port;
            var sessions = new Sessions(secrets);
            ServerAddress address = ServerAddress.Of(options, port);
            WebApplication application = Build(options, port, state, sessions, address);
            await application.StartAsync(cancellationToken);
            return new WorkbenchServer(application, state, new Uri(address.Public, $"/#token={sessions.Token}"));
        }
        catch
        {
            await state.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the server is told to stop, and stops it.</summary>
    public async Task WaitUntil(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            await _application.StopAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await State.DisposeAsync();
    }

    private static WebApplication Build(WorkbenchOptions options, int port, WorkbenchState state, Sessions sessions, ServerAddress address)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(WorkbenchServer).Assembly.GetName().Name });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.ConfigureHttpJsonOptions(json => WorkbenchState.Configure(json.SerializerOptions));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostBytes;
            kestrel.Listen(options.Listen, port, listen => address.Secure(listen));
        });
        WebApplication application = builder.Build();
        string cookie = FormattableString.Invariant($"deepslice-{port}");
        var guard = new RequestGuard(address.Origins, sessions, cookie);
        application.Use(next => context => guard.Check(context, next));
        application.Use(next => context => AnswerErrors(context, next));
        UsePage(application);
        application.UseRouting();
        SessionRoutes.Map(application, state, sessions, guard, cookie, address.IsSecure);
        ProjectRoutes.Map(application, state);
        SliceRoutes.Map(application, state);
        PixelRoutes.Map(application, state);
        JobRoutes.Map(application, state);
        ImageRoutes.Map(application, state);
        ResultRoutes.Map(application, state);
        application.MapFallback("/api/{**rest}", () => Problems.Of(StatusCodes.Status404NotFound, "Not there", "expected a call of this version, got another; reload the page"));
        return application;
    }

    private static void UsePage(WebApplication application)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(folder))
        {
            var files = new PhysicalFileProvider(folder);
            application.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
            application.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        }
    }

    private static async Task AnswerErrors(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The page has gone.
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            context.Response.Headers.ContentEncoding = default;
            context.Response.Headers.CacheControl = "no-store";
            IResult problem = Problems.Of(error);
            if (problem is IStatusCodeHttpResult { StatusCode: StatusCodes.Status500InternalServerError })
            {
                await Console.Error.WriteLineAsync($"deepslice: internal error: {error}");
            }

            await problem.ExecuteAsync(context);
        }
    }
}
