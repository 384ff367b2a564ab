/** The row of a table that always has exactly one. Throws if it is lost: going on without it would begin anew. */
export function onlyRow<R>(table: string, rows: readonly R[]): R {
  const [row] = rows;
  if (row === undefined) throw new Error(`${table} has lost its only row`);
  return row;
}
