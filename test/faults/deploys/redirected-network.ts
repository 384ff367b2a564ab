import dns from 'node:dns/promises';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/**
 * For `--import`: what this process asks of the address CHECKED_ADDRESS is asked of this machine,
 * which checks would not ask by its own addresses.
 */
const address = process.env.CHECKED_ADDRESS;
const here = '127.0.0.1';
const { connect } = net;
const { setServers } = dns.Resolver.prototype;

net.connect = new Proxy(connect, {
  apply(target, self, [options, ...others]: unknown[]) {
    const isMeant = Reflect.get(Object(options), 'host') === address;
    const redirected = isMeant ? { ...Object(options), host: here } : options;
    return Reflect.apply(target, self, [redirected, ...others]);
  },
});
dns.Resolver.prototype.setServers = function redirect(servers) {
  const redirected = servers.map((server) => server.replace(`${address}:`, `${here}:`));
  Reflect.apply(setServers, this, [redirected]);
};
syncBuiltinESMExports();
