using TaskSwarm.Cli;
using TaskSwarm.Cli.Screen;

return CommandLine.Run(args, Terminal.OfProcess());
