import { describeConfig } from '../../src/server/configuration.ts';

/** `docs/configuration.md`, from what the code reads. */
export function configurationPage(): string {
  const rows = describeConfig().map(({ name, standard, about, secret, lowerCase }) => {
    const file = secret ? ` Also as \`${name}_FILE\`, the path of a file that holds it.` : '';
    const lower = lowerCase ? ' Also in lower case.' : '';
    return `| \`${name}\` | ${standard} | ${about}${lower}${file} |`;
  });
  return `# Configuration

Environment variables, all optional. A wrong value ends the start with one message that lists all of them. An unknown
name that begins with \`FULMAR_\`, such as a misspelt one, is ignored: the log says so at the start and suggests what
may have been meant, and so does \`fulmar server check\`.

| variable | without it | what it is |
| --- | --- | --- |
${rows.join('\n')}

## Backup

The data folder holds the database (\`fulmar.sqlite\`), the key that seals the hosts' private keys
and the external credentials (\`secret-key\`, unless \`FULMAR_SECRET_KEY\` is given) and the spool.
**Database and key together open everything**: whoever has both can command every host. Keep backups of
the two apart, and both out of sight. Without the key, what it sealed is lost and has to be given again.
A [backup](backup.md) holds both, sealed with a passphrase.

## Changing the key

Give the new key and the old one, the newest first: \`FULMAR_SECRET_KEY="NEW OLD"\`. The start seals
everything that the old one sealed with the new one; from the next start on the old one can be left
out. Backups from before still need it.
`;
}
