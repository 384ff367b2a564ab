// Loaded before everything else: what follows is not written for an older Node.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(`fulmar needs Node 22.12 or newer, and this is ${process.versions.node}.\n`);
  process.exit(1);
}
