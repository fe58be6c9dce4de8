import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/t.ts';

/** The way back from what was pressed just now. It stands about where that button was. */
export function Undo(props: { name: string; hint: string; onPress: () => void }) {
  const { name, hint, onPress } = props;
  return (
    <Button
      look="quiet"
      icon="undo"
      {...{ name, hint }}
      onPress={({ detail }) => {
        // The second click of a double click was meant for what stood here before.
        if (detail < 2) onPress();
      }}
    >
      {t('popup_take_back')}
    </Button>
  );
}
