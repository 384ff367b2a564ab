import { type DestinationStream, type Logger, pino } from 'pino';
import { LogOutput } from './log-output.ts';

export type { Logger } from 'pino';

/** Members that hold secrets or personal content, wherever one ends up in a log line. */
const secretMembers = ['authorization', 'cookie', 'password', 'privateKey', 'secret', 'token'];

/**
 * A logger that writes one JSON object a line, to standard output without a `target`. Secrets are
 * not given to it; members of a secret's name are blanked all the same.
 */
export function createLogger(level: string, target?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: isoTime(),
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: describeError },
      redact: secretMembers.flatMap((name) => [name, `*.${name}`]),
    },
    target ?? new LogOutput(),
  );
}

/** The time as ISO 8601, made into text once a millisecond. */
function isoTime(): () => string {
  let last = 0;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== last) {
      last = now;
      text = `,"time":"${new Date(now).toISOString()}"`;
    }
    return text;
  };
}

interface DescribedError {
  readonly message: string;
  readonly stack: string | null;
  readonly cause: DescribedError | null;
}

/** An error without its other members, which may hold what was being worked on. */
function describeError(error: unknown): DescribedError | null {
  if (error === undefined || error === null) return null;
  if (!(error instanceof Error)) return { message: String(error), stack: null, cause: null };
  return {
    message: error.message,
    stack: error.stack ?? null,
    cause: describeError(error.cause),
  };
}
