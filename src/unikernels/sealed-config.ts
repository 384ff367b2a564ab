import { SealError, type SecretBox } from '../database/secret-box.ts';
import type { AskedConfig } from './asked-config.ts';
import type { Deployment } from './entity.ts';

/** In what context the configuration of a deployment is sealed. */
export const configContext = (id: string) => `deployment/${id}`;

/** A configuration as it is stored in the deployment of this id. */
export function sealConfig(box: SecretBox, id: string, config: AskedConfig | null): string | null {
  return config && box.seal(Buffer.from(JSON.stringify(config)), configContext(id));
}

/** What a deployment was asked to start with; null: nothing was. Throws `SealError`. */
export function openConfig(
  box: SecretBox,
  { id, sealedConfig, plainConfig }: Pick<Deployment, 'id' | 'sealedConfig' | 'plainConfig'>,
): AskedConfig | null {
  if (!sealedConfig) return plainConfig ?? null;
  return JSON.parse(box.open(sealedConfig, configContext(id)).toString());
}

/** The same; null also where no key opens it. */
export function tryOpenConfig(
  box: SecretBox,
  deployment: Parameters<typeof openConfig>[1],
): AskedConfig | null {
  try {
    return openConfig(box, deployment);
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}
