### The window: the banner of an outage, the lineup, the stations.

## The banner

banner-since = { $feed }は{ $clock }から途切れています（{ $lasting }）。
banner-plays = 再生中: { $title }。
banner-plays-feed = 代わりに{ $name }を再生しています。
banner-plays-buffer = バッファから再生を続けています。
banner-reserve = 予備は残り{ $left }です。
banner-next = 次の再試行まで{ $rest }。
banner-trying = 再試行しています。
banner-proves = { $feed }が復帰し、確認中です: { $rest }。
banner-login = ログインページを開く
banner-details = 詳細
banner-offline = オフラインのままです。放送局は待機しています。
banner-go-online = オンラインにする
banner-no-device = { $remedy } それまで音は聞こえませんが、再生は続きます。
banner-doubt = { $feed }: { $sentence } バッファは{ $seconds }秒分です。
banner-back = { $feed }が{ $lasted }ぶりに復帰しました。聴き逃しなし、無音0.0秒です。
banner-back-silence = { $feed }が{ $lasted }ぶりに復帰しました。無音は{ $seconds }秒でした。

## How a feed is

health-idle = 待機中
health-connecting = 接続中
health-buffering = バッファ中
health-probation = 確認中: { $rest }
health-suspect = 不安定
health-down = 停止
health-on-air = オンエア
health-healthy = スタンバイ

## The lineup

lineup-empty = 放送局はまだありません
lineup-empty-why = 今は手持ちの音楽を再生しています。ネットワークは不要です。放送局を追加すると、その音楽が控えの予備になります。
lineup-empty-add = 放送局を追加
lineup-buffered = バッファ{ $time }
lineup-no-outage = この24時間、中断はありません。
lineup-bridged = { $count ->
    [1] { $time }の中断を1回補いました。
   *[other] 中断{ $count }回、計{ $time }を補いました。
}
lineup-bridged-silence = { $count ->
    [1] { $time }の中断を1回補いました: 無音{ $seconds }秒。
   *[other] 中断{ $count }回、計{ $time }を補いました: 無音{ $seconds }秒。
}
lineup-day-of = { $feed }の直近24時間
lineup-legend-on-air = オンエア
lineup-legend-standing-by = スタンバイ
lineup-legend-down = 停止
lineup-legend-off = Segue終了中
lineup-span-on-air = オンエア { $from }〜{ $to }（{ $long }）
lineup-span-standing-by = スタンバイ { $from }〜{ $to }（{ $long }）
lineup-span-down = 停止 { $from }〜{ $to }（{ $long }）
lineup-span-off = Segue終了中 { $from }〜{ $to }（{ $long }）
lineup-gap = 停止 { $from }〜{ $to }: { $why }
lineup-gap-lasts = { $from }から停止中: { $why }
lineup-gap-silence = 無音{ $seconds }秒
lineup-by-reserve = 予備で補いました
lineup-by-buffer = バッファで補いました
lineup-by-other = 別のものを再生中でした
lineup-outages = 中断
lineup-outages-why = 直近24時間、新しい順です。それ以前は記録にあります: segue journal
lineup-outage-of = { $feed }: { $long }
lineup-reserve = 予備
lineup-reserve-why = ネットワークが途切れたときのための、このコンピュータ内の音楽です。外部からは何も要りません。
lineup-left = 重複なしで{ $time }
lineup-last-resort = Segue内蔵の音楽だけです。無音にはなりませんが、短いものです。音楽フォルダを追加すると増やせます。
lineup-playing-from = 今、{ $source }から再生しています。
lineup-source = { $count }曲 · { $time } · { $percent }%検証済み
lineup-verified = 検証済み
lineup-damaged = 壊れたファイル{ $count }個
lineup-drill = 予行演習
lineup-drill-why = 今ネットワークが切れたらどうなるかを聴いてみましょう。実際の障害のようにオンエアを遮断し、聞こえる音を測ります。長くても30秒で、終われば元どおりです。
lineup-drill-start = 今すぐ遮断
lineup-drill-going = 予行演習中です。お聴きください。
lineup-drill-progress = 無音とノイズを確認中… { $seconds }秒
lineup-drill-passed = 合格: 障害には誰も気づきません
lineup-drill-failed = 不合格: 障害が聞こえてしまいます
lineup-drill-course = { $from }を遮断し、{ $after }秒後に{ $to }が{ $fade }秒のフェードで入りました。
lineup-drill-no-silence = 無音はありませんでした。
lineup-drill-silence = 無音が{ $seconds }秒ありました。
lineup-drill-clicks = { $count ->
    [0] クリックノイズはありませんでした。
   *[other] クリックノイズが{ $count }回ありました。
}

## The stations

radio-empty = 途切れないラジオ
radio-empty-why = 放送局を追加すると、Segueが音を絶やしません。ネットワークが途切れると手持ちの音楽が次の曲のように入り、局が復帰すると元に戻ります。音楽フォルダがなくても、予備は常にあります。
radio-add = 放送局を追加
radio-change = 放送局を編集
radio-form-why = ストリームのアドレス、または局が配布する.m3uか.plsのアドレスです。同じ番組のアドレスが複数あると、より安心です。
radio-name = 名前
radio-addresses = アドレス（1行に1つ）
radio-save = 保存
radio-cancel = キャンセル
radio-refused = 「{ $given }」は使えません: { $why }
radio-order = 先頭の局を再生します。以降の局はそれより前の局の代わりになり、予備はすべての代わりになります。
radio-play = { $name }を再生
radio-play-short = 再生
radio-edit = { $name }を編集
radio-up = { $name }を上へ移動
radio-down = { $name }を下へ移動
radio-remove = { $name }を削除
radio-removed = { $name }を削除しました。
