import type { SenderRecord } from '../core/records.ts';

/** What each part of a sender holds when nothing is known of it (messaging.v2, whatsapp_fetch). */
const NO_CONFIGURATION = {
  waba_id: null,
  verification_method: null,
  verification_code: null,
  voice_application_sid: null,
  account_type: null,
};
const NO_PROFILE = {
  name: null,
  about: null,
  address: null,
  description: null,
  emails: null,
  logo_url: null,
  vertical: null,
  websites: null,
  banner_url: null,
  privacy_url: null,
  terms_of_service_url: null,
  accent_color: null,
  use_case: null,
  phone_numbers: null,
};

/** A sender as Twilio's API describes it (messaging.v2.channels_sender_response). */
export function senderResource(sender: SenderRecord): Record<string, unknown> {
  const { webhook } = sender;
  return {
    sid: sender.sid,
    status: sender.status,
    sender_id: sender.address,
    friendly_name: sender.friendlyName,
    configuration: { ...NO_CONFIGURATION, ...sender.configuration },
    webhook: {
      callback_url: webhook.callbackUrl,
      callback_method: 'POST',
      fallback_url: webhook.fallbackUrl,
      fallback_method: 'POST',
      status_callback_url: webhook.statusCallbackUrl,
      status_callback_method: 'POST',
    },
    profile: { ...NO_PROFILE, ...sender.profile },
    properties: {
      quality_rating: sender.properties.qualityRating,
      messaging_limit: sender.properties.messagingLimit,
    },
    offline_reasons:
      sender.offlineReasons?.map(({ code, message, moreInfo }) => ({
        code,
        message,
        more_info: moreInfo,
      })) ?? null,
    compliance: null,
    url: `https://messaging.twilio.com/v2/Channels/Senders/${sender.sid}`,
  };
}
