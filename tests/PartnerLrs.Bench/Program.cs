using PartnerLrs.Bench.Commands;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
