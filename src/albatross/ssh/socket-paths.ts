/** Where albatross's daemons listen on a host. */
export interface SocketPaths {
  readonly albatrossd: string;
  readonly console: string;
  readonly stats: string;
}

/** The sockets below albatross's folder (`Vmm_core.socket_path`). */
export const socketPathsIn = (folder: string): SocketPaths => ({
  albatrossd: `${folder}/util/vmmd.sock`,
  console: `${folder}/util/console.sock`,
  stats: `${folder}/util/stat.sock`,
});

export const linuxFolder = '/run/albatross';
export const freebsdFolder = '/var/run/albatross';

/** What a socket's path is made of: what needs no quoting anywhere, and fits FreeBSD's 104 octets. */
export const socketPathPattern = /^\/[A-Za-z0-9_.@+/-]{1,102}$/;
