// What stands below the text of a mail, as Gmail writes it.
export const SIGNATURE =
  '<br><div class="gmail_signature" data-smartmail="gmail_signature"><div>Mara Lindqvist</div></div>';
export const QUOTE =
  '<div class="gmail_quote"><div class="gmail_attr">On Monday Ana wrote:<br></div><blockquote class="gmail_quote">The price is fine.</blockquote></div>';
