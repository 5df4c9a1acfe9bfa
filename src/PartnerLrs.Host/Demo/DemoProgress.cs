using Spectre.Console;

namespace PartnerLrs.Host.Demo;

/// <summary>Shows how far a long piece of work has come: bars on a terminal, plain lines elsewhere.</summary>
internal sealed class DemoProgress(TextWriter output)
{
    /// <summary>Runs steps one after the other; each is told how to report what part of it is done (0 to 1).</summary>
    public async Task RunAsync(IReadOnlyList<(string Name, Func<Action<double>, Task> Step)> steps)
    {
        if (output != Console.Out || !AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            foreach (var (name, step) in steps)
            {
                await step(_ => { });
                await output.WriteLineAsync($"  {name}: done");
            }

            return;
        }

        await AnsiConsole.Progress().StartAsync(async bars =>
        {
            var tasks = steps.Select(step => bars.AddTask(step.Name, autoStart: false, maxValue: 1)).ToList();
            for (var i = 0; i < steps.Count; i++)
            {
                tasks[i].StartTask();
                await steps[i].Step(done => tasks[i].Value = done);
                tasks[i].Value = 1;
                tasks[i].StopTask();
            }
        });
    }
}
