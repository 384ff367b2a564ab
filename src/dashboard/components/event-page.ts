import { paths } from './paths.ts';

/** The page of what an event is about, by its address below `/api/v1`; null: there is none. */
export function eventPage(object: string): string | null {
  const [room, host = '', kind, name] = object.split('/');
  if (room === 'channels') return '/notifications';
  if (room !== 'hosts') return null;
  if (kind === 'unikernels' && name) return paths.unikernel(host, name);
  if (kind === 'volumes' && name) return paths.volume(host, name);
  return paths.host(host);
}
