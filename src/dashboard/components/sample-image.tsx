import { Anchor, Text, type TextProps } from '@mantine/core';
import { basePath } from '../api/base-path.ts';

/** An image to try a deployment with, which the build has put beside the dashboard. */
export function SampleImage(props: TextProps) {
  return (
    <Text size="sm" c="dimmed" {...props}>
      No image at hand? Take{' '}
      <Anchor href={`${basePath}/samples/hello.hvt`} download inherit underline="always">
        hello.hvt
      </Anchor>
      , which asks for nothing. It does nothing either: a real host shows it as exited at once,
      which is enough to see a deployment.
    </Text>
  );
}
