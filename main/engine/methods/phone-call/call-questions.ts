/** What a call asks of the outside while the person waits: is this the PIN, may this be the new one, may this be the phone. */
import type { EngineSettings } from '../../authentication/engine-ports.ts';
import type { CallAction, CallEvent } from '../../phone-call/phone-call.ts';
import { newPinProblem } from '../../pin/change-pin.ts';
import type { AuthenticationReader, PasswordHasher, Subject } from '../../ports.ts';
import { phoneTarget } from '../phone-target.ts';

export type CallQuestion = Extract<CallAction, { kind: 'check-pin' | 'check-new-pin' | 'check-new-phone' }>;
export type CallQuestionPorts = {
  readonly reader: Pick<AuthenticationReader, 'listPinHistory'>;
  readonly hasher: PasswordHasher;
};

/** `subject` as it is now; undefined where the user has been deleted: then nothing is right. */
export async function answerCallQuestion(
  ports: CallQuestionPorts,
  settings: Pick<EngineSettings, 'pin-rules' | 'user-defaults'>,
  subject: Subject | undefined,
  question: CallQuestion,
): Promise<CallEvent> {
  const { checkId } = question;
  switch (question.kind) {
    case 'check-pin': {
      const isRight = await ports.hasher.verify(subject?.pinHash, textOf(question.pin.reveal()));
      return { kind: 'pin-checked', checkId, isRight };
    }
    case 'check-new-pin': {
      const pin = textOf(question.pin.reveal());
      const problem = subject === undefined ? 'pin-length' : await newPinProblem({ ports, settings, subject }, pin);
      const answer = problem === undefined ? { pinHash: await ports.hasher.hash(pin) } : { problem };
      return { kind: 'new-pin-checked', checkId, answer };
    }
    case 'check-new-phone': {
      const isAccepted =
        subject !== undefined &&
        'number' in phoneTarget({ countryCode: subject.countryCode, number: question.phone }, subject, settings['user-defaults']);
      return { kind: 'new-phone-checked', checkId, isAccepted };
    }
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
