using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fence.Benchmarks.Scale;

/// <summary>
/// Any number of DEAs' engines behind one port of this machine: each has an address of its own, 127.x.y.z, and answers as an engine
/// does, with the time that a network and a disk take. A process of its own, so that nothing of it counts for the one that is measured.
/// </summary>
internal static class SimulatedDeas
{
    /// <summary>The address of the registry, which also tells what has happened.</summary>
    public const string Registry = "127.0.0.1";

    private static readonly Connections Open = new();

    /// <summary>Serves until standard input is closed; prints its port first.</summary>
    public static async Task<int> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Any, port: 0, listening => listening.Use(CountAsync)));
        await using var app = builder.Build();
        var deas = new Dictionary<IPAddress, SimulatedDea>();
        app.Run(http => AnswerAsync(http, deas));
        await app.StartAsync();
        Console.WriteLine(new Uri(app.Urls.First()).Port);
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    /// <summary>The address of a DEA.</summary>
    public static string AddressOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"127.{100 + (number >> 14)}.{(number >> 7) & 127}.{1 + (number & 127)}");

    private static ConnectionDelegate CountAsync(ConnectionDelegate next) => async connection =>
    {
        // Every address of this machine is listened at, and only those that nobody outside can reach are answered.
        if (connection.LocalEndPoint is not IPEndPoint local || !IPAddress.IsLoopback(local.Address))
        {
            connection.Abort();
            return;
        }

        var socket = connection.Features.Get<IConnectionSocketFeature>()!.Socket;
        var isCounted = local.Address.ToString() != Registry;
        if (isCounted)
            Open.Add(socket);
        try
        {
            await next(connection);
        }
        finally
        {
            if (isCounted)
                Open.Remove(socket);
        }
    };

    private static async Task AnswerAsync(HttpContext http, Dictionary<IPAddress, SimulatedDea> deas)
    {
        if (http.Connection.LocalIpAddress!.ToString() == Registry)
        {
            await (http.Request.Path.StartsWithSegments("/v2", StringComparison.Ordinal) ? GiveOutAsync(http) : TellAsync(http, deas));
            return;
        }

        SimulatedDea dea;
        lock (deas)
        {
            var address = http.Connection.LocalIpAddress;
            if (!deas.TryGetValue(address, out dea!))
                deas[address] = dea = new SimulatedDea(BitConverter.ToInt32(address.GetAddressBytes()));
        }

        await dea.AnswerAsync(http);
    }

    // What a registry is asked for the layers of an image.
    private static Task GiveOutAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var isManifest = path.Contains("/manifests/", StringComparison.Ordinal);
        if (isManifest)
        {
            http.Response.ContentType = Scales.ManifestType;
            http.Response.Headers["Docker-Content-Digest"] = Scales.ManifestDigest;
        }

        var text = isManifest ? Scales.Manifest : path.Contains("/blobs/", StringComparison.Ordinal) ? Scales.Configuration : "{}";
        http.Response.ContentLength = text.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.WriteAsync(text);
    }

    private static Task TellAsync(HttpContext http, Dictionary<IPAddress, SimulatedDea> deas)
    {
        lock (deas)
        {
            var told = new DeasTold(
                Open.Most, Open.Now, deas.Count, deas.Values.Count(dea => dea.IsDone), deas.Values.Sum(dea => dea.Requests), deas.Values.Sum(dea => dea.Work.TotalSeconds));
            return http.Response.WriteAsync(JsonSerializer.Serialize(told));
        }
    }

    /// <summary>The connections that are open at their other end, and the most there have been.</summary>
    private sealed class Connections
    {
        private readonly HashSet<Socket> sockets = [];

        public int Most { get; private set; }

        public int Now
        {
            get
            {
                lock (sockets)
                    return sockets.Count;
            }
        }

        public void Add(Socket socket)
        {
            lock (sockets)
            {
                sockets.Add(socket);

                // One that is closed at its other end, which this side has not come to notice yet, is not open.
                if (sockets.Count > Most)
                    Most = Math.Max(Most, sockets.Count(IsOpen));
            }
        }

        public void Remove(Socket socket)
        {
            lock (sockets)
                sockets.Remove(socket);
        }

        private static bool IsOpen(Socket socket)
        {
            try
            {
                return !socket.Poll(0, SelectMode.SelectRead) || socket.Available > 0;
            }
            catch (ObjectDisposedException)
            {
                return false;
            }
        }
    }
}

/// <summary>What the simulated DEAs have seen.</summary>
/// <param name="MostConnections">The most connections that were open at a time.</param>
/// <param name="OpenConnections">Those that are open now.</param>
/// <param name="Deas">How many DEAs were asked anything.</param>
/// <param name="Done">How many have the image, under its name.</param>
/// <param name="Requests">How many requests they have answered.</param>
/// <param name="WorkSeconds">How long all of them together took for their answers, in seconds.</param>
internal sealed record DeasTold(int MostConnections, int OpenConnections, int Deas, int Done, long Requests, double WorkSeconds);
