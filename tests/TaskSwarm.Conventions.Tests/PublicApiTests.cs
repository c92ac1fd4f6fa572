using PublicApiGenerator;
using Shouldly;
using Xunit;

namespace TaskSwarm.Conventions.Tests;

/// <summary>
/// The kernel's public surface is a text file, so that a change of it is a difference that a reviewer reads. To approve
/// a change, run these tests once with the environment variable TASKSWARM_APPROVE=1 and commit the file.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_of_the_kernel_is_the_approved_one()
    {
        string approved = Source.At("tests", "TaskSwarm.Conventions.Tests", "TaskSwarm.Kernel.approved.txt");
        string surface = Source.Kernel.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
            .ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("TASKSWARM_APPROVE") == "1")
        {
            File.WriteAllText(approved, surface);
        }

        surface.ShouldBe(File.ReadAllText(approved).ReplaceLineEndings("\n"));
    }
}
