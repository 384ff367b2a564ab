/** Rows that are read at once. */
const batch = 500;

/** Rows behind one, in the order of their ids; all of them where it is left out. */
export interface BehindId {
  readonly id?: { readonly $gt: string };
}

/** How many rows are read, and in which order. */
export interface PageById {
  readonly orderBy: { readonly id: 'asc' };
  readonly limit: number;
}

/** All rows that `read` finds, a few hundred in memory at a time. */
export async function* rowsById<T extends { readonly id: string }>(
  read: (behind: BehindId, page: PageById) => Promise<readonly T[]>,
): AsyncGenerator<T> {
  for (let behind: BehindId = {}; ; ) {
    const rows = await read(behind, { orderBy: { id: 'asc' }, limit: batch });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < batch) return;
    behind = { id: { $gt: last.id } };
  }
}
