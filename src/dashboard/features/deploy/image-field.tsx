import { Code, Text } from '@mantine/core';
import { FileDrop } from '../../components/file-drop.tsx';
import { SampleImage } from '../../components/sample-image.tsx';
import type { ManifestDevice, Solo5Image } from './read-manifest.ts';
import type { ChosenImage } from './use-image.ts';

interface ImageFieldProps {
  readonly chosen: ChosenImage;
  readonly disabled: boolean;
  onFile(file: File): void;
}

/** Takes an image, and says what it asks for. */
export function ImageField({ chosen: { file, image, fault }, disabled, onFile }: ImageFieldProps) {
  return (
    <div>
      <FileDrop
        label="Image"
        description="The .hvt or .spt file that mirage built."
        file={file}
        error={fault}
        disabled={disabled}
        onFile={onFile}
      />
      <Text size="sm" c="dimmed" mt={4} role="status" component="div">
        {image && <Summary image={image} />}
      </Text>
      {file === null && <SampleImage mt={4} />}
    </div>
  );
}

function Summary({ image: { target, abiVersion, devices } }: { readonly image: Solo5Image }) {
  return (
    <>
      For <Code>{target}</Code>, ABI {abiVersion}. {asksFor(devices)}
    </>
  );
}

function asksFor(devices: readonly ManifestDevice[]): string {
  if (devices.length === 0) return 'It needs no devices.';
  const names = devices.map(({ name, type }) => `the ${type} device ${name}`);
  return `It needs ${new Intl.ListFormat('en').format(names)}.`;
}
