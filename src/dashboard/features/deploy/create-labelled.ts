import { type CreateConfig, createUnikernel, type ImageUpload } from '../../api/deploy.ts';
import type { Schema } from '../../api/schema.ts';
import { changeUnikernel } from '../../api/unikernel.ts';
import { labelsOf } from '../../components/label-texts.ts';
import type { DeployValues } from './deploy-values.ts';

/**
 * Starts a unikernel, and labels it where labels were given: a label that is refused is told although
 * the unikernel runs by then.
 */
export async function createLabelled(
  { host, labels }: Pick<DeployValues, 'host' | 'labels'>,
  config: CreateConfig,
  upload: ImageUpload,
): Promise<Schema['UnikernelDetails']> {
  const created = await createUnikernel(host, config, upload);
  if (labels.length === 0) return created;
  return await changeUnikernel(created, { labels: labelsOf(labels) });
}
