using System.Diagnostics;
using System.Globalization;
using System.Net;
using Shouldly;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace TaskSwarm.System.Tests;

/// <summary>What is shipped for real clusters: certificates, settings, manifests.</summary>
public sealed class DeploymentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-deploy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void A_member_without_a_certificate_is_refused_by_a_node_that_wants_one()
    {
        Skip.If(Run("openssl", "version") is null, "there is no openssl");
        Run("bash", Path.Combine(Repository.Root, "deploy/make-certificates.sh"), _folder).ShouldBe(0);
        string settings = Path.Combine(_folder, "tls.conf");
        File.WriteAllText(
            settings,
            $$"""
            akka.remote.dot-netty.tcp {
              enable-ssl = on
              ssl {
                suppress-validation = off
                require-mutual-authentication = on
                validate-certificate-hostname = off
                certificate { path = "{{_folder}}/node.pfx", password = "" }
              }
            }
            """);
        (string, string)[] trust = [("SSL_CERT_FILE", Path.Combine(_folder, "authority.crt"))];
        int port = Ports.Free();
        using TaskSwarmProcess node = TaskSwarmProcess.StartWith(
            trust, "node", "--port", $"{port}", "--config", settings);
        string[] status = ["cluster", "status", "--seed-nodes", $"127.0.0.1:{port}"];

        using TaskSwarmProcess known = TaskSwarmProcess.StartWith(trust, [.. status, "--config", settings]);
        TaskSwarmProcess.Ended welcome = known.End();
        TaskSwarmProcess.Ended refused = TaskSwarmProcess.Run(status);

        node.KillAfter(TimeSpan.Zero);
        welcome.Code.ShouldBe(0, welcome.Error);
        welcome.Output.ShouldContain($"127.0.0.1:{port}  up  node");
        refused.Code.ShouldBe(1);
        refused.Output.ShouldBe("");
    }

    [Fact]
    public void The_shipped_settings_are_read_by_a_node()
    {
        int port = Ports.Free();
        using TaskSwarmProcess node = TaskSwarmProcess.Start(
            "node", "--port", $"{port}", "--config", "config/cluster.conf");

        TaskSwarmProcess.Ended status = TaskSwarmProcess.Run("cluster", "status", "--seed-nodes", $"127.0.0.1:{port}");

        node.KillAfter(TimeSpan.Zero);
        status.Output.ShouldContain($"127.0.0.1:{port}  up  node");
        status.Output.ShouldContain("no run");
    }

    [Fact]
    public async Task A_node_says_whether_it_is_alive_and_takes_part()
    {
        int health = Ports.Free();
        using TaskSwarmProcess node = TaskSwarmProcess.Start(
            "node", "--port", $"{Ports.Free()}", "--health-port", $"{health}");
        using var http = new HttpClient();
        var clock = Stopwatch.StartNew();
        async Task<HttpStatusCode> Ask(string path)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(new Uri($"http://localhost:{health}/{path}"));
                return answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                return HttpStatusCode.RequestTimeout;
            }
        }

        // Asked without a pause, .NET's listener may be met before it is whole.
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await Ask("ready") != HttpStatusCode.OK && clock.Elapsed < TimeSpan.FromMinutes(1))
        {
            await pause.WaitForNextTickAsync();
        }

        (await Ask("ready")).ShouldBe(HttpStatusCode.OK);
        (await Ask("live")).ShouldBe(HttpStatusCode.OK);
        (await Ask("else")).ShouldBe(HttpStatusCode.NotFound);
        node.KillAfter(TimeSpan.Zero);
    }

    [SkippableTheory]
    [InlineData("node")]
    [InlineData("run", "scenarios/workflow/three-tasks.yaml")]
    public void Who_waits_for_a_cluster_that_is_not_there_ends_when_told_to(params string[] command)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "signals are those of Linux");
        using TaskSwarmProcess process = TaskSwarmProcess.Start(
            [.. command, "--seed-nodes", $"127.0.0.1:{Ports.Free()}"]);
        var clock = Stopwatch.StartNew();
        while (!process.HasEnded(TimeSpan.FromSeconds(2)) && clock.Elapsed < TimeSpan.FromSeconds(60))
        {
            Run("kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
        }

        process.HasEnded(TimeSpan.Zero).ShouldBeTrue();
    }

    [SkippableFact]
    public void The_systemd_unit_is_one()
    {
        Skip.If(Run("systemd-analyze", "--version") is null, "there is no systemd-analyze");
        string unit = Path.Combine(_folder, "taskswarm-node.service");
        // What the unit starts is not on this machine.
        File.WriteAllText(unit, File.ReadAllText(Path.Combine(Repository.Root, "deploy/taskswarm-node.service"))
            .Replace("/usr/bin/dotnet /opt/taskswarm/taskswarm.dll", "/bin/true", StringComparison.Ordinal)
            .Replace("WorkingDirectory=/opt/taskswarm\n", "", StringComparison.Ordinal)
            .Replace("User=taskswarm\n", "", StringComparison.Ordinal));

        Run("systemd-analyze", "verify", unit).ShouldBe(0);
    }

    [Fact]
    public void The_Kubernetes_manifests_ask_the_program_for_what_it_knows()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Path.Combine(Repository.Root, "deploy/kubernetes.yaml"))));
        string help = TaskSwarmProcess.Run("node", "--help").Output;
        var kinds = new List<string>();
        foreach (YamlDocument document in stream.Documents)
        {
            var manifest = (YamlMappingNode)document.RootNode;
            ((YamlScalarNode)manifest["apiVersion"]).Value.ShouldBeOneOf("v1", "apps/v1");
            ((YamlScalarNode)manifest["metadata"]["name"]).Value.ShouldBe("taskswarm");
            kinds.Add(((YamlScalarNode)manifest["kind"]).Value!);
        }

        kinds.ShouldBe(["Service", "StatefulSet"]);
        YamlNode pod = stream.Documents[1].RootNode["spec"]["template"]["spec"]["containers"][0];
        string[] args = [.. ((YamlSequenceNode)pod["args"]).Select(static a => ((YamlScalarNode)a).Value!)];
        args[0].ShouldBe("node");
        args.Where(static a => a.StartsWith("--", StringComparison.Ordinal)).ShouldAllBe(a => help.Contains(a));
    }

    private static int? Run(string program, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, args)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (global::System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
