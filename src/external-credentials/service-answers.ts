import type { z } from 'zod';
import { Problem } from '../base/errors.ts';
import type { OutgoingAnswer } from '../outgoing/send.ts';

/** A header that begins with a number small enough for a time; null where it is none. */
export function numberIn({ headers }: OutgoingAnswer, name: string): number | null {
  const [digits] = /^\d{1,12}(?![\d.])/.exec(`${headers[name] ?? ''}`) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** What a service answered, as a schema has it. Throws `service-unreachable`. */
export function parseAnswer<T>(service: string, answer: OutgoingAnswer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(asJson(answer.body));
  if (parsed.success) return parsed.data;
  throw unexpected(service, answer);
}

/** The problem of an answer that is none of those a service gives to a check. */
export function unexpected(service: string, { status }: OutgoingAnswer): Problem {
  return new Problem('service-unreachable', `${service} gave an unexpected answer (${status}).`, {
    facts: { serviceStatus: status },
  });
}

function asJson(octets: Buffer): unknown {
  try {
    return JSON.parse(octets.toString());
  } catch {
    return null; // fits no schema
  }
}
