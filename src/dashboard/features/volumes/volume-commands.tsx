import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import { type VolumePlace, volumeDataAddress } from '../../api/volumes.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { paths } from '../../components/paths.ts';
import { shellQuote } from '../../format/shell.ts';
import { useLastUpload } from './use-upload.ts';

/** The same from a shell or a pipeline, to copy. */
export function VolumeCommands({ volume }: { readonly volume: VolumePlace }) {
  const fileName = useLastUpload(volume)?.file.name ?? 'disk.img';
  const address = `${location.origin}${volumeDataAddress(volume)}`;
  return (
    <Stack gap="sm">
      <CodeBlock
        label="To the volume"
        code={`${curl} \\\n  -T ${shellQuote(fileName)} ${shellQuote(address)}`}
      />
      <CodeBlock
        label="From the volume"
        code={`${curl} \\\n  -OJ ${shellQuote(`${address}?compression=6`)}`}
      />
      <Text size="sm" c="dimmed">
        FULMAR_TOKEN must hold the secret of a{' '}
        <Anchor component={Link} href={`${paths.tokens}?act=new`} fz="inherit" underline="always">
          token
        </Anchor>{' '}
        for volumes.
      </Text>
    </Stack>
  );
}

const curl = 'curl --fail-with-body -H "Authorization: Bearer $FULMAR_TOKEN"';
