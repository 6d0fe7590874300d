-- The dice of the story: a whole number from 1, something like a normal deviate, and how people come.
create macro pick(name, id, sides) as 1 + floor(draw(name, id) * sides)::integer;
create macro bell(name, id) as (draw(name, id) + draw(name || ' again', id) + draw(name || ' thrice', id) - 1.5) * 2;

-- Threads add floats in any order, and the last digit moves: what the truth adds up is decimal.
create macro exact_sum(amount) as sum(amount::decimal(28, 12))::double;

-- Organic Social stops in September 2025, when AI Assistants begin to send people; some deals have no known channel.
create macro channel_of(chance, moment) as
case
    when chance < 0.20 then 'Organic Search'
    when chance < 0.32 then 'Paid Search'
    when chance < 0.40 then 'Paid Social'
    when chance < 0.48 then case when moment < timestamp '2025-09-01' then 'Organic Social' else 'AI Assistant' end
    when chance < 0.55 then 'Email'
    when chance < 0.65 then 'Referral'
    when chance < 0.72 then 'Direct'
    when chance < 0.75 then 'Display'
    when chance < 0.77 then 'Affiliates'
    when chance < 0.86 then 'Events'
    when chance < 0.94 then 'Outbound'
    when chance < 0.98 then 'Partner'
end;

-- The same channel under the names that sellers type.
create macro lead_source_of(channel, number) as
case
    when number % 2 = 0 then channel
    when channel = 'Organic Search' then 'google organic'
    when channel = 'Paid Search' then 'Google Ads'
    when channel = 'Paid Social' then 'LinkedIn Ads'
    when channel = 'Email' then 'newsletter'
    when channel = 'Events' then case when number % 4 = 1 then 'trade show' else 'Webinar' end
    when channel = 'Outbound' then 'COLD CALL'
    when channel = 'AI Assistant' then 'chatgpt'
    else channel
end;

create macro touch_type_of(number) as
case pick('touch', number, 9) when 1 then 'demo_request' when 2 then 'form_submit' else 'page_view' end;
