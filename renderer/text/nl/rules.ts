import type { rules as english } from '../en/rules.ts';
import type { TextsOf } from '../shape.ts';

export const rules: TextsOf<typeof english> = {
  lockout: {
    title: 'Accountvergrendeling',
    locked_zero: 'Geen gebruiker is vergrendeld',
    locked_one: '{{formatted}} gebruiker is vergrendeld',
    locked_other: '{{formatted}} gebruikers zijn vergrendeld',
  },
  fraud: {
    title: 'Fraudemelding',
    alerts_zero: 'Geen fraudemelding in de laatste 90 dagen',
    alerts_one: '{{formatted}} fraudemelding in de laatste 90 dagen',
    alerts_other: '{{formatted}} fraudemeldingen in de laatste 90 dagen',
    text: 'Een gebruiker die een sms krijgt zonder zich aan te melden, antwoordt met de code hieronder. Elke melding staat bij Geblokkeerde gebruikers.',
  },
  caching: {
    title: 'Cacheregels',
    precedence:
      'Na een toelating worden latere verzoeken met dezelfde sleutel zonder code toegelaten. Alleen de meest specifieke passende regel telt: toepassing en IP-adres vóór toepassing vóór gebruiker; van twee van één soort de regel die meer noemt, daarna de kortste. Weigeringen worden nooit bewaard.',
    add: 'Regel toevoegen',
    addTitle: 'Cacheregel toevoegen',
    editTitle: 'Cacheregel',
    delete: 'Regel verwijderen',
    deleted: 'Regel verwijderd',
    restored: 'Regel teruggezet',
    saved: 'Cacheregels opgeslagen. Nu van kracht.',
    none: 'Geen cacheregels',
    noneText:
      'Elke aanmelding wordt geverifieerd. Een regel helpt bij VPN- en Extern bureaublad-clients die hetzelfde verzoek een paar keer achter elkaar verzenden.',
    kind: 'Soort cache',
    kindName: {
      user: 'Gebruiker',
      application: 'Gebruiker, verificatietype, toepassing',
      'application-ip': 'Gebruiker, verificatietype, toepassing, IP-adres',
    },
    kindText: {
      user: 'Na één toelating laat elke toepassing de gebruiker toe.',
      application: 'Alleen dezelfde toepassing laat de gebruiker weer toe, vanaf elk adres.',
      'application-ip':
        'Alleen dezelfde toepassing, vanaf hetzelfde adres van de gebruiker. Verzoeken zonder Calling-Station-Id worden geverifieerd.',
    },
    seconds: 'Seconden in cache',
    secondsText: 'Van 1 tot 86.400. 300 is genoeg voor clients die een verzoek herhalen.',
    long: 'Langer dan 8 uur: wie het wachtwoord heeft, lift zo lang mee op de laatste aanmelding van de gebruiker.',
    type: 'Verificatietype',
    anyType: 'Alle',
    application: 'Toepassing',
    applicationText: 'Zoals die in het logboek staat. Leeg: alle.',
    anyApplication: 'Alle',
    denials: 'De regel geldt niet voor weigeringen, en een toelating uit de cache verlengt de tijd niet.',
    column: {
      order: 'Volgorde',
      kind: 'Soort cache',
      type: 'Verificatietype',
      application: 'Toepassing',
      seconds: 'Seconden in cache',
      actions: 'Acties',
    },
  },
};
