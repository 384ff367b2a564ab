import { Anchor, Text, type TextProps } from '@mantine/core';
import { basePath } from '../api/base-path.ts';

/** An image to try a deployment with, which the build has put beside the dashboard. */
export function SampleImage(props: TextProps) {
  return (
    <Text size="sm" c="dimmed" {...props}>
      No image at hand? Try{' '}
      <Anchor href={`${basePath}/samples/hello.hvt`} download inherit underline="always">
        hello.hvt
      </Anchor>
      , which needs no devices. It does nothing, so on a real host it exits immediately; that is
      enough to try a deployment.
    </Text>
  );
}
