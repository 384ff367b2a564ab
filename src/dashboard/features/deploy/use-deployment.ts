import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { ImageUpload } from '../../api/deploy.ts';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import { paths } from '../../components/paths.ts';
import type { ChosenImage } from './use-image.ts';

export interface DeploymentUnderWay {
  /** Nothing begins without an image. */
  start(chosen: Pick<ChosenImage, 'file' | 'signature'>): void;
  cancel(): void;
  readonly isPending: boolean;
  /** Octets of the image that have left. */
  readonly sent: number;
  /** Why it failed; null where it was cancelled, too. */
  readonly error: unknown;
}

interface DeploymentActs {
  send(upload: ImageUpload): Promise<UnikernelPlace>;
  onError(error: unknown): void;
}

/**
 * Sends an image, and leads to the unikernel with its console when it was started. Where its page is
 * left before, it is cancelled.
 */
export function useDeployment({ send, onError }: DeploymentActs): DeploymentUnderWay {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [sent, setSent] = useState(0);
  const closing = useRef<AbortController | null>(null);
  const cancel = () => closing.current?.abort();
  useEffect(() => () => closing.current?.abort(), []);
  const sending = useMutation({
    mutationFn: (files: Pick<ImageUpload, 'image' | 'signature'>) => {
      const controller = new AbortController();
      closing.current = controller;
      setSent(0);
      return send({ ...files, signal: controller.signal, onProgress: setSent });
    },
    onSuccess: async ({ host, name }) => {
      await client.invalidateQueries({ queryKey: ['unikernels'] });
      navigate(paths.unikernel(host, name));
    },
    onError,
  });
  const error = isAbort(sending.error) ? null : sending.error;
  const start: DeploymentUnderWay['start'] = ({ file, signature }) => {
    if (file) sending.mutate({ image: file, signature });
  };
  return { start, cancel, isPending: sending.isPending, sent, error };
}

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError';
