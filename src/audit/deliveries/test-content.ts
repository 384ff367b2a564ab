import type { Channel } from '../channels/entity.ts';
import type { Message } from './fill-template.ts';

/** What tests are called where deliveries have a type. */
export const testType = 'channel.test';

/** What a test tells, in the form that its channel tells everything. */
export function testContent({ kind, id, name }: Channel, now: Date) {
  const summary = `This is a test of the channel ${name}.`;
  const message = { title: 'A test', text: summary, severity: 'info', link: '' };
  const payload = { type: testType, timestamp: now.toISOString(), data: { channel: id, summary } };
  return { summary, content: kind === 'webhook' ? JSON.stringify(payload) : asContent(message) };
}

/** A message to people as a delivery holds it; its id is the delivery's. */
export function asContent(message: Omit<Message, 'id'>): string {
  return JSON.stringify(message);
}
