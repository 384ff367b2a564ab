import { useMutation, useMutationState, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { accountQuery, uploadOf } from '../../api/session.ts';
import {
  uploadKey,
  uploadVolume,
  type VolumePlace,
  type VolumeUpload,
  volumesQuery,
} from '../../api/volumes.ts';
import { TransferRate } from '../../format/transfer-rate.ts';

/** How far an upload is. */
export interface UploadProgress {
  readonly sent: number;
  /** Octets a second; null while that cannot be told. */
  readonly speed: number | null;
}

interface Sending extends VolumeUpload {
  readonly cancel: AbortController;
}

/** The last upload into a volume, as far as this visit knows. */
export interface UploadState {
  readonly status: 'pending' | 'error' | 'success' | 'idle';
  readonly file: File;
  readonly progress: UploadProgress;
  readonly result: Schema['VolumeUpload'] | undefined;
  readonly error: unknown;
  /** Whether a person has ended it. */
  readonly cancelled: boolean;
  cancel(): void;
}

export interface Uploading {
  /** null: there was none. */
  readonly last: UploadState | null;
  start(upload: Omit<VolumeUpload, 'signal'>): void;
}

const begin: UploadProgress = { sent: 0, speed: null };

const progressKey = ({ host, name }: VolumePlace) => ['upload-progress', host, name];

/** Fills a volume. It goes on where its page is left, and every page of the visit can show it. */
export function useUpload(place: VolumePlace): Uploading {
  const client = useQueryClient();
  const { data: account } = useQuery(accountQuery);
  const sending = useMutation({
    mutationKey: uploadKey(place),
    meta: uploadOf(account?.id),
    networkMode: 'always',
    gcTime: Number.POSITIVE_INFINITY,
    mutationFn: async (upload: Sending) => {
      using progress = followProgress((now) => client.setQueryData(progressKey(place), now));
      using _stays = keepPage();
      return await uploadVolume(place, upload, progress.note);
    },
    onSettled: () => client.invalidateQueries({ queryKey: volumesQuery.queryKey }),
  });
  return {
    last: useLastUpload(place),
    start: (upload) => {
      const cancel = new AbortController();
      sending.mutate({ ...upload, cancel, signal: cancel.signal });
    },
  };
}

/** The last upload into a volume of this visit; null where there was none. */
export function useLastUpload(place: VolumePlace): UploadState | null {
  const { data: progress = begin } = useQuery<UploadProgress>({
    queryKey: progressKey(place),
    enabled: false,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const uploads = useMutationState<Omit<UploadState, 'progress'> | null>({
    filters: { mutationKey: uploadKey(place), exact: true },
    select: ({ state: { status, variables, data, error } }) => {
      if (!isSending(variables)) return null;
      const { file, cancel } = variables;
      const result = isResult(data) ? data : undefined;
      const cancelled = cancel.signal.aborted;
      return { status, file, result, error, cancelled, cancel: () => cancel.abort() };
    },
  });
  const last = uploads.at(-1);
  return last ? { ...last, progress } : null;
}

const isSending = (variables: unknown): variables is Sending =>
  Reflect.get(Object(variables), 'cancel') instanceof AbortController;

const isResult = (data: unknown): data is Schema['VolumeUpload'] =>
  typeof Reflect.get(Object(data), 'sha256') === 'string';

/** Tells how far an upload is and how fast, every second also where nothing moves. */
function followProgress(tell: (progress: UploadProgress) => void) {
  const rate = new TransferRate();
  let latest = 0;
  const note = (sent: number) => {
    latest = sent;
    rate.note(performance.now(), sent);
    tell({ sent, speed: rate.speed });
  };
  note(0);
  const timer = setInterval(() => note(latest), 1000);
  return { note, [Symbol.dispose]: () => clearInterval(timer) };
}

/** Has the browser ask before it leaves what would end the upload. */
function keepPage(): Disposable {
  const ask = (event: Event) => event.preventDefault();
  addEventListener('beforeunload', ask);
  return { [Symbol.dispose]: () => removeEventListener('beforeunload', ask) };
}
