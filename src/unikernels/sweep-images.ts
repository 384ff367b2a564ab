import type { Deps } from './deps.ts';

/** Removes images that nothing needs: what unikernels are to run, or may be to run soon, and their releases, stay. */
export async function sweepImages({
  registry,
  releases,
  deployments,
  kept,
}: Pick<Deps, 'registry' | 'releases' | 'deployments' | 'kept'>): Promise<void> {
  // What a deployment that ends meanwhile has led to is in what is read after it.
  const open = await deployments.openDigests();
  const desired = (await registry.all()).flatMap(({ digest }) => digest ?? []);
  await kept.sweep(new Set([...open, ...desired, ...(await releases.digests())]));
}
