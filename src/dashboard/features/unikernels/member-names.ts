/** What members of a configuration are called, where that is not their own name. */
export const memberNames: Readonly<Record<string, string>> = {
  digest: 'image',
  cpuids: 'CPUs',
  numcpus: 'number of CPUs',
  failBehaviour: 'behaviour when it exits',
  startup: 'order at boot',
  addName: 'name as an argument',
  blockDevices: 'block devices',
  networkDevices: 'network devices',
  linuxBootPartition: 'boot partition',
};
