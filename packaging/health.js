// The health check of the container image, which has neither a shell nor curl.
const port = process.env.FULMAR_PORT || 8080;
const scheme = process.env.FULMAR_TLS_CERT ? 'https' : 'http';
const { get } = await import(`node:${scheme}`);
get(`${scheme}://127.0.0.1:${port}/readyz`, { rejectUnauthorized: false }, ({ statusCode }) => {
  process.exit(statusCode === 200 ? 0 : 1);
}).on('error', () => process.exit(1));
