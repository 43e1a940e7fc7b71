### The window's frame: pages, actions, what is said after something was done.

page-home = ホーム
page-albums = アルバム
page-artists = アーティスト
page-songs = 曲
page-genres = ジャンル
page-playlists = プレイリスト
page-queue = キュー
page-radio = ラジオ
page-lineup = 編成
page-search = 検索
page-playing = 再生中
page-settings = 設定
page-problems = 問題
group-library = ライブラリ
group-on-air = オンエア
menu = メニュー
close = 閉じる

action-play-pause = 再生／一時停止
action-next = 次の曲
action-previous = 前の曲
action-seek-forward = 10秒進む
action-seek-back = 10秒戻る
action-louder = 音量を上げる
action-softer = 音量を下げる
action-mute = ミュート
action-shuffle = シャッフル
action-repeat = リピート
action-love = お気に入りに追加
action-back = 戻る
action-forward = 進む
action-palette = コマンドを検索
action-search = 検索
action-add-folder = 音楽フォルダを追加
action-mini = ミニプレーヤー
action-full-screen = フルスクリーン
action-undo = 元に戻す
action-new-playlist = 新規プレイリスト
action-clear-queue = キューを消去
action-try-now = 今すぐ再試行
action-stay-offline = オフラインのまま
action-drill = 障害の予行演習
action-show-playing = 再生中の曲を表示
action-larger = 文字を大きく
action-smaller = 文字を小さく
action-normal-size = 標準の文字サイズ
action-shortcuts = キーボードショートカット
action-quit = 終了

nothing-to-play = 今再生できるものがありません。
nothing-to-undo = 元に戻す操作がありません。
queued-next = { $count ->
    [1] 次に再生します。
   *[other] { $count }曲を次に再生します。
}
queued-end = { $count ->
    [1] キューに追加しました。
   *[other] { $count }曲をキューに追加しました。
}
done-created = 「{ $name }」を作成しました。
done-saved = 「{ $name }」を保存しました。
done-appended = 「{ $name }」に追加しました。
done-removed = 「{ $name }」から削除しました。
done-restored = 「{ $name }」を元に戻しました。
done-renamed = 名前を「{ $name }」に変更しました。
done-deleted = 「{ $name }」を削除しました。
done-folder-added = { $name }の音楽を調べています。
done-folder-removed = { $name }をライブラリから外しました。ファイルはそのままです。
done-marked = 予備に加えました。
done-unmarked = 予備から外しました。

palette-hint = 何をしますか？
palette-nothing = 該当するものがありません。文字を減らすと見つかるかもしれません。

dialog-new-smart = 新規スマートプレイリスト
dialog-rename = プレイリスト名を変更
dialog-duplicate = プレイリストを複製
dialog-name = 名前
dialog-save = 保存
dialog-cancel = キャンセル

desktop-play = 再生
desktop-pause = 一時停止
desktop-show = Segueを表示
desktop-out = { $feed }が途切れました
desktop-back = { $feed }が復帰しました
desktop-after = { $time }ぶりの復帰です。
desktop-now = 再生中: { $what }
desktop-awake = 音楽を再生中

drop-play = ドロップして再生
drop-playlist = ドロップして「{ $name }」に追加
drop-station = 放送局のファイルをここにドロップ
