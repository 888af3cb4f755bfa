// Where the user is signed in: see, end one, end all others. Sockets of an ended session close at once.

import { endDevice, endOtherDevices, listDevices } from '../../actions/account.ts';
import { useText } from '../../i18n/use-text.ts';
import { Answer } from '../../ui/Answer.tsx';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { useForm } from '../../ui/use-form.ts';
import { deviceWords } from './device-words.ts';
import { KeptList } from './KeptList.tsx';

export default function DevicesSection() {
  const t = useText();
  const devices = useAnswer(listDevices);
  const others = useForm(true, async () => {
    const answer = await endOtherDevices();
    if (answer.ok) await devices.reload();
    return answer;
  });
  return (
    <Block title={t('account.devices')} words={t('account.devicesWords')}>
      <Answer answer={devices}>
        {({ sessions: rows }) => (
          <>
            <KeptList
              empty=""
              endWords={t('account.end')}
              rows={rows.map(({ id, device, address, createdMs, seenMs, current }) => ({
                ...{ id, label: deviceWords(device), title: device, words: address },
                ...{ createdMs, usedMs: seenMs },
                ...(current ? { mark: t('account.thisDevice') } : {}),
              }))}
              onEnd={async (id) => {
                const answer = await endDevice(id);
                if (answer.ok) await devices.reload();
                return answer;
              }}
            />
            {rows.length > 1 && (
              <form className="form narrow" onSubmit={others.onSubmit}>
                <FormFoot form={others} look="plain" send={t('account.endOthers')} />
              </form>
            )}
          </>
        )}
      </Answer>
    </Block>
  );
}
