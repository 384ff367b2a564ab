import assert from 'node:assert/strict';
import { access, appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CleanRoot } from './clean-root.ts';
import { Newcomer } from './newcomer.ts';
import { ReleasedServer } from './released-server.ts';

const data = '/var/lib/fulmar';

/** Two releases as packages, by their paths in the root, and a folder for temporary files. */
interface Packages {
  readonly former: string;
  readonly latest: string;
  readonly folder: string;
}

/** Installs the former release, upgrades to the latest, tries to go back, removes and purges it. */
export async function liveThrough(root: CleanRoot, packages: Packages): Promise<void> {
  await using newcomer = await Newcomer.in(packages.folder);
  await install(root, packages.former);
  await upgrade(root, packages, newcomer);
  await look(root, newcomer);
  const files = await readdir(join(root.folder, data));
  assert.match(files.join(), /fulmar\.sqlite\.before-Migration\d+/);
  await goBack(root, packages);
  await look(root, newcomer);
  await remove(root);
}

/** With nobody there to be asked whose settings are to be kept: the administrator's are. */
const install = (root: CleanRoot, file: string) => root.run('dpkg', '--force-confold', '-i', file);

function start(root: CleanRoot): Promise<ReleasedServer> {
  const [chroot, args] = root.commandFor('fulmar:fulmar', '/usr/bin/fulmar-server');
  return ReleasedServer.start(chroot, { FULMAR_DATA: data }, args);
}

async function look(root: CleanRoot, newcomer: Newcomer): Promise<void> {
  await using server = await start(root);
  await newcomer.look(server);
}

const settingsOf = (root: CleanRoot) => join(root.folder, 'etc/fulmar/fulmar.env');

/** While it serves, with settings of the administrator's own, which the latest release would have otherwise. */
async function upgrade(root: CleanRoot, { latest }: Packages, newcomer: Newcomer): Promise<void> {
  const settings = settingsOf(root);
  await using server = await start(root);
  await newcomer.deploy(server);
  await appendFile(settings, "# the administrator's own\n");
  const upload = await newcomer.beginUpload(server);
  await install(root, latest);
  // As systemd does, which is not in here, when the package asks for it.
  const stopped = server.stop();
  upload.end(Buffer.of(0));
  assert.equal((await upload.answer).status, 200);
  await stopped;
  assert.match(
    await readFile(settings, 'utf8'),
    /of an older release\n# the administrator's own\n$/,
  );
}

/** The former release refuses the database, in one sentence, and the latest one has lost nothing by it. */
async function goBack(root: CleanRoot, { former, latest }: Packages): Promise<void> {
  await rm(settingsOf(root)); // it need not be there
  await install(root, former);
  await assert.rejects(start(root), /: The database is newer than this program[^.]*\.\n$/);
  await install(root, latest);
}

async function remove(root: CleanRoot): Promise<void> {
  const own = join(root.folder, data);
  assert.match(await root.run('dpkg', '-r', 'fulmar'), /the data stays/);
  await access(join(own, 'fulmar.sqlite'));
  await mkdir(join(own, 'backups'));
  await writeFile(join(own, 'backups/first.backup'), '');
  const purged = await root.run('dpkg', '-P', 'fulmar');
  assert.match(purged, /deleting the data in \/var\/lib\/fulmar/);
  assert.match(purged, /keeps its backups \(1\)/);
  const left = await readdir(own, { recursive: true });
  assert.deepEqual(left.sort(), ['backups', 'backups/first.backup']);
}
