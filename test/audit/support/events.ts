import { z } from 'zod';
import { auditEventAnswer } from '../../../src/audit/schema.ts';
import type { Told } from '../../support/request.ts';

export type AuditEvent = z.output<typeof auditEventAnswer>;

const page = z.object({ data: z.array(auditEventAnswer) });

/** The events of a page; fails where the answer is none. */
export function eventsIn(told: Told): readonly AuditEvent[] {
  return page.parse(told.json).data;
}
