/** What events can be about, by the beginning of their types. */
export const eventKinds = [
  { value: 'unikernel.', label: 'Unikernels' },
  { value: 'deployment.', label: 'Deployments' },
  { value: 'check.', label: 'Checks' },
  { value: 'image.', label: 'Newer images' },
  { value: 'volume.', label: 'Volumes' },
  { value: 'token.', label: 'Tokens' },
  { value: 'host.', label: 'Hosts' },
  { value: 'certificate.', label: 'Certificates' },
  { value: 'policy.', label: 'Policies' },
  { value: 'account.', label: 'Accounts' },
  { value: 'channel.', label: 'Channels' },
  { value: 'backup.', label: 'Backups' },
] as const;
