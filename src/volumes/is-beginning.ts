import type { Readable } from 'node:stream';

/** Whether what one stream has is the beginning of another one. Both are over then. */
export async function isBeginning(beginning: Readable, whole: Readable): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0);
  const more = whole.iterator();
  try {
    for await (const piece of beginning) {
      let left: Buffer = piece;
      while (left.length > 0) {
        if (rest.length === 0) {
          const { done, value } = await more.next();
          if (done) return false;
          rest = value;
        }
        const length = Math.min(left.length, rest.length);
        if (!left.subarray(0, length).equals(rest.subarray(0, length))) return false;
        left = left.subarray(length);
        rest = rest.subarray(length);
      }
    }
    return true;
  } finally {
    beginning.destroy();
    whole.destroy();
  }
}
