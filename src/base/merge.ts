/** Values of several sources in the order in which they come; the next of a source is asked for once one was taken. */
export async function* merge<T>(
  sources: readonly AsyncIterable<T>[],
): AsyncGenerator<T, undefined> {
  const offered: { readonly value: T; take(): void }[] = [];
  let change = Promise.withResolvers<void>();
  let isOver = false;
  const pump = async (source: AsyncIterable<T>) => {
    for await (const value of source) {
      const { promise: taken, resolve: take } = Promise.withResolvers<void>();
      offered.push({ value, take });
      change.resolve();
      await taken;
      if (isOver) return;
    }
  };
  const failures: unknown[] = [];
  let running = sources.length;
  for (const source of sources) {
    pump(source)
      .catch((error: unknown) => failures.push(error))
      .finally(() => {
        running -= 1;
        change.resolve();
      });
  }
  try {
    for (;;) {
      for (const { value, take } of offered.splice(0)) {
        take();
        yield value;
      }
      if (failures.length > 0) throw failures[0];
      if (running === 0 && offered.length === 0) return undefined;
      await change.promise;
      change = Promise.withResolvers<void>();
    }
  } finally {
    isOver = true;
    for (const { take } of offered) take();
  }
}
