using TaskSwarm.Cli;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Scenarios;

return CommandLine.Run(args, Terminal.OfProcess(), ScenarioCatalog.Kinds);
