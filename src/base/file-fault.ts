const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'its path leads through a file',
  EACCES: 'permission is denied',
  EPERM: 'the operation is not permitted',
  EEXIST: 'there is a file with this name',
  EISDIR: 'it is a folder',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  EIO: 'the disk fails',
};

/** Why a file cannot be read or written, in words that follow a colon; what is not known here as the system says it. */
export function fileFault(error: unknown): string {
  const code = `${Reflect.get(Object(error), 'code')}`;
  return reasons[code] ?? (error instanceof Error ? error.message : `${error}`);
}
