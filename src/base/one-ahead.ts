/**
 * The items of a source, each asked for while the one before is being used. The source ends with whoever
 * uses them.
 */
export async function* oneAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = ask(source);
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = ask(source);
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}

/** What fails is told to whoever comes for it, if anybody does. */
function ask<T>(source: AsyncGenerator<T>): Promise<IteratorResult<T>> {
  const asked = source.next();
  asked.catch(() => {});
  return asked;
}
