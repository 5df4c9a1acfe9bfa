using PartnerLrs.Host.Commands;

return await CommandLine.RunAsync(args);
