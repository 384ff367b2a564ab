import { z } from 'zod';
import { deploymentDetails } from '../../../src/unikernels/answer-schema.ts';
import type { Told } from '../../support/request.ts';
import { formOf, imageWith } from '../deploy-form.ts';
import type { UnikernelWorld } from '../unikernel-world.ts';

/** What a deployment says beside its image, as parts of a form. */
export type DeployParts = Readonly<Record<string, unknown>>;

/** Arguments with which the emulated host ends a unikernel with this code, 50 ms after its start. */
export const endsWith = (code: number) => [`--emulator-exit=${code}`];

export interface DeployOptions {
  readonly name?: string;
  readonly query?: string;
  readonly token?: string;
  readonly wait?: number;
  readonly host?: string;
  readonly signal?: AbortSignal;
}

/** Deploys an image, by default `hello` on the host `one`. */
export function deploy(
  world: UnikernelWorld,
  parts: DeployParts = {},
  image: Buffer | null = imageWith(),
  { name = 'hello', query = '', token = 'alice', wait, host = 'one', signal }: DeployOptions = {},
): Promise<Told> {
  const body = formOf([...Object.entries(parts), ...(image ? [['image', image] as const] : [])]);
  const headers = { prefer: `wait=${wait ?? 50}` };
  const path = `/hosts/${host}/unikernels/${name}/deployments${query}`;
  return world.ask(path, { body, token, headers, ...(signal && { signal }) });
}

/** The deployment of an answer. */
export const deploymentIn = ({ json }: Told) => deploymentDetails.parse(json);

/** Waits until a deployment is over. */
export async function ended(world: UnikernelWorld, id: string, token = 'alice') {
  for (;;) {
    const found = deploymentIn(await world.ask(`/deployments/${id}?wait=50`, { token }));
    if (found.finishedAt) return found;
  }
}

/** The id of the deployment that a problem is about. */
export const failedDeployment = ({ json }: Told) =>
  z.object({ deployment: z.string() }).parse(json).deployment;
