/** The options that the parent has given (`startChild`). */
export function optionsFromParent(): unknown {
  return JSON.parse(process.argv[2] ?? 'null');
}

/** Tells the parent; the process ends when the parent has no more use for it. */
export function tellParent(told: unknown): void {
  process.once('disconnect', () => process.exit());
  process.send?.(told);
}
