### The window: settings.

settings-search = 設定を検索
settings-nothing = 「{ $what }」に関する設定はありません。
settings-restart = 次回の起動から有効になります。
settings-reset = 既定値に戻す: { $name }
settings-one-a-line = 1行に1つ
settings-homeless = ホームフォルダが不明なため、設定を保存できません。--config FILEを付けてSegueを起動してください。
settings-changed-meanwhile = 設定ファイルがその後変更されたため、そのまま残しました。

settings-window = ウィンドウ
settings-audio = サウンド
settings-failover = 放送局が途切れたとき
settings-reserve = 予備
settings-library = ライブラリ
settings-journal = 記録
settings-probe = 原因の切り分け
settings-log = ログ
settings-about = Segueについて

settings-folders = 音楽フォルダ
settings-folders-why = これらのフォルダの音楽がライブラリになります。Segueは読み取るだけです。
settings-no-folders = まだありません。音楽のあるフォルダを追加してください。
settings-rescan = 変更を調べる
settings-rescanning = フォルダを調べています。
settings-remove = { $name }を削除
settings-marks = 予備に指定したもの
settings-marks-why = 放送局を再生できない間に再生します。プレイリストとフォルダは、それぞれの表示場所で指定できます。
settings-no-marks = 指定はありません。ライブラリ全体が予備になります。プレイリストはそのページで指定できます。

settings-version = Segue { $version }
settings-promise = ネットワークがどうあれ、音は途切れません。
settings-licence = { $licence }ライセンスのフリーソフトウェアです。
settings-fonts = 書体: Inter（SIL Open Font License）。アイコン: Phosphor（MITライセンス）。
settings-file = 設定の保存先: { $file }

## Each setting: its name, and what it does

set-window-look = 外観
set-window-look-why = デスクトップに合わせて明暗を切り替えるか、常に固定します。
set-window-language = 言語
set-window-language-why = ウィンドウの表示言語です。
set-window-text-size = 文字サイズ
set-window-text-size-why = 全体の大きさです。70〜200。
set-window-motion = 動き
set-window-motion-why = スライドやフェードの動きを使うかどうかです。
set-window-notify-songs = 曲ごとに通知
set-window-notify-songs-why = 中断と復帰だけでなく、曲が変わるたびに通知します。
set-window-tray = トレイにアイコンを表示
set-window-tray-why = トレイのあるデスクトップで有効です。

set-audio-output = 出力先
set-audio-output-why = システムの選択が変わると、それに従います。
set-audio-volume = 起動時の音量
set-audio-volume-why = 0〜100。
set-audio-crossfade = クロスフェード
set-audio-crossfade-why = 次の曲へ重ねて移る長さです。0s〜12s。0sではフェードなしで続きます。
set-audio-fade = フェードの形
set-audio-fade-why = 等パワーは、異なる2曲の間で音の大きさを保ちます。
set-audio-gapless = ギャップレスアルバム
set-audio-gapless-why = 同じアルバムの曲を録音どおりに切れ目なく続けます。
set-audio-ceiling = 最大ピーク
set-audio-ceiling-why = リミッターがこれを超える音を抑えます。−20〜0。
set-audio-loudness = 音量をそろえる
set-audio-loudness-why = すべてを同じラウドネスにそろえます。曲ごと、または静かな曲を静かなまま保つアルバムごとです。
set-audio-loudness-target = 目標ラウドネス
set-audio-loudness-target-why = −18はピークに余裕があり、−14は多くの放送局と同じ大きさです。−30〜−8。
set-audio-preamp = プリアンプ
set-audio-preamp-why = ラウドネスのわかる曲を目標より大きく、または小さくします。−12〜12。
set-audio-equaliser = イコライザー
set-audio-equaliser-why = プリセットです。10バンドの調整は再生バーの横にあります。

set-failover-start = 放送局の開始
set-failover-start-why = 最初の1秒が届きしだい始めるか、予備を流しながらバッファがたまるのを待ちます。
set-failover-return = 放送局への復帰
set-failover-return-why = 放送局が回復したときの戻り方です。
set-failover-probation = 確認時間
set-failover-probation-why = 復帰した局が、聞こえない状態で問題なく再生し続けるべき時間です。0s〜15m。
set-failover-buffer = バッファ
set-failover-buffer-why = ネットワークと耳の間にためる音の長さです。2s〜2m。これより短い障害は聞こえません。
set-failover-dead-air = 障害とみなす無音
set-failover-dead-air-why = この時間無音が続いた局から離れます。500ms〜10m。長い間のある音楽では長くしてください。
set-failover-dead-air-level = 無音とみなす音量
set-failover-dead-air-level-why = これより小さい音はすべて無音とみなします。−100〜−20。
set-failover-noise = 雑音を避ける
set-failover-noise-why = 雑音になった局から離れます。

set-reserve-sources = ファイル、フォルダ、プレイリスト
set-reserve-sources-why = 放送局を再生できない間に流すもので、優先順に並べます。空の場合はライブラリで指定したもの、それもなければライブラリ全体です。
set-reserve-shuffle = これらもシャッフル
set-reserve-shuffle-why = オフでは並び順に再生します。
set-reserve-artist-gap = 同じアーティストの間隔（曲数）
set-reserve-artist-gap-why = 0〜100。
set-reserve-track-gap = 同じ曲を再び流すまでの時間
set-reserve-track-gap-why = 0s〜30days。例: 12h。

set-library-place = 保存場所
set-library-place-why = ライブラリ、プレイリスト、履歴、キューのフォルダです。空なら通常の場所です。
set-library-watch = 変更を検出
set-library-watch-why = フォルダに入った新しい音楽がすぐに使えます。
set-library-verify = バックグラウンドでファイルを検査
set-library-verify-why = 最後まで再生できるか、どのくらいの大きさかを確かめます。
set-library-resume = 前回のキューを再開
set-library-resume-why = Segueの起動時に再開します。

set-journal-enabled = 記録を残す
set-journal-enabled-why = 中断、切り替え、聴いたものの記録です。編成の24時間表示に使います。
set-journal-keep-days = 保存期間
set-journal-keep-days-why = これより古い記録は削除します。1〜36500。
set-journal-path = 保存場所
set-journal-path-why = ファイルです。空なら通常の場所です。

set-probe-enabled = 別のアドレスに問い合わせる
set-probe-enabled-why = 放送局に問題がある間、インターネットの障害か局の障害かを見分けます。
set-probe-targets = アドレス
set-probe-targets-why = 正常なら200か204を返し、後ろに書いた言葉を応答に含みます。tcp://ADDRESS:PORTは接続を受け付けるだけで構いません。

set-log-level = 出力する内容
set-log-level-why = Segueを起動した端末に出力します。

choice-look-desktop = デスクトップに合わせる
choice-look-light = ライト
choice-look-dark = ダーク
choice-look-contrast = ハイコントラスト
choice-language-desktop = デスクトップに合わせる
choice-motion-desktop = デスクトップに合わせる
choice-motion-off = 動きなし
choice-output-default = システムの選択
choice-output-null = なし（無音）
choice-fade-equal-power = 等パワー
choice-fade-linear = リニア
choice-loudness-track = 曲ごと
choice-loudness-album = アルバムごと
choice-loudness-off = オフ
choice-equaliser-flat = フラット
choice-equaliser-bass-boost = 低音強調
choice-equaliser-treble-boost = 高音強調
choice-equaliser-vocal = ボーカル
choice-equaliser-rock = ロック
choice-equaliser-pop = ポップ
choice-equaliser-jazz = ジャズ
choice-equaliser-classical = クラシック
choice-equaliser-electronic = エレクトロニック
choice-equaliser-acoustic = アコースティック
choice-equaliser-late-night = 深夜
choice-equaliser-small-speakers = 小型スピーカー
choice-start-fast = すぐに
choice-start-full = バッファがたまってから
choice-return-track-end = 曲が終わってから
choice-return-now = すぐに
choice-return-manual = 手動
choice-level-off = なし
choice-level-error = エラー
choice-level-warn = 警告
choice-level-info = 標準
choice-level-debug = 詳細
choice-level-trace = すべて

unit-percent = %
unit-tracks = 曲
unit-days = 日
unit-dbfs = dBFS
unit-dbtp = dBTP
unit-lufs = LUFS
unit-db = dB
