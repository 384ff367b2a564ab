import type { Writable } from 'node:stream';

/**
 * Sends text as it comes, at the pace of the client, and ends the answer. What Koa and Node would put in between
 * costs kilobytes for each client, for as long as it follows. Rejects with what `events` fail with, after it has broken
 * the answer off.
 */
export async function sendEvents(events: AsyncIterable<string>, answer: Writable): Promise<void> {
  try {
    for await (const text of events) {
      if (isOver(answer)) return;
      if (!answer.write(text)) await drained(answer);
    }
    if (!isOver(answer)) answer.end();
  } catch (error) {
    answer.destroy();
    throw error;
  }
}

const isOver = (answer: Writable) => answer.destroyed || answer.writableEnded;

/** Resolves when the client has taken in what was sent, or has left. */
async function drained(answer: Writable): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  answer.once('drain', resolve).once('close', resolve);
  await promise;
  answer.off('drain', resolve).off('close', resolve);
}
