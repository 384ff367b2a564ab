import { Problem } from './errors.ts';

/** What is refused because the server stops; another one, or the next start, may do it. */
export function shuttingDown(detail = 'The server is stopping.'): Problem {
  return new Problem('shutting-down', detail, { headers: { 'Retry-After': '5' } });
}
