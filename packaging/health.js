// The health check of the container image, which has neither a shell nor curl.
const port = process.env.FULMAR_PORT || 8080;
const scheme = process.env.FULMAR_TLS_CERT ? 'https' : 'http';
// Where it listens on every address, the loopback's is one of them.
const every = { '': '127.0.0.1', '0.0.0.0': '127.0.0.1', '::': '::1' };
const bind = process.env.FULMAR_BIND ?? '';
const host = every[bind] ?? bind;
const { get } = await import(`node:${scheme}`);
get({ host, port, path: '/readyz', rejectUnauthorized: false }, ({ statusCode }) => {
  process.exit(statusCode === 200 ? 0 : 1);
}).on('error', () => process.exit(1));
