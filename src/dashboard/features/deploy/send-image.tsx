import { Button, Text } from '@mantine/core';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { UploadStatus } from './upload-status.tsx';
import type { DeploymentUnderWay } from './use-deployment.ts';
import type { ChosenImage } from './use-image.ts';

interface SendImageProps {
  readonly chosen: ChosenImage;
  readonly deployment: DeploymentUnderWay;
  /** The word on the button: `Deploy`. */
  readonly act: string;
  /** What the host does when the image is there: `starts it`. */
  readonly next: string;
}

/** The end of a form that sends an image: its button, then how far it is, and what went wrong. */
export function SendImage({ chosen: { file, image }, deployment, act, next }: SendImageProps) {
  const { isPending, sent, error, cancel } = deployment;
  return (
    <>
      <ErrorAlert error={error} />
      {isPending && file ? (
        <UploadStatus sent={sent} size={file.size} next={next} onCancel={cancel} />
      ) : (
        <div>
          <Button type="submit" leftSection={<Icon name="deploy" />} disabled={image === null}>
            {act}
          </Button>
          {image === null && (
            <Text size="sm" c="dimmed" mt={4}>
              Choose an image first.
            </Text>
          )}
        </div>
      )}
    </>
  );
}
