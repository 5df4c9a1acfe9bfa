global using System.Net;
global using PartnerLrs.Lrs.Tests.Server;
global using PartnerLrs.Platform.Storage;
global using PartnerLrs.Testing;
